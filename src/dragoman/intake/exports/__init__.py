"""What archives of the press, wire services and mail programs hand out: one module for each family, each with a detector and a reader."""
