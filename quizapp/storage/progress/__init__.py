"""What the progress page reads: one file a subject, reads only."""
