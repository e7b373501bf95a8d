"""Report to passages: what is headline, body, boilerplate or repeat is marked, and the text is never altered."""
