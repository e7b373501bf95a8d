"""What happened: triggers, their arguments, modality and standing."""
