"""What results are told from. Nothing here reads an answer whose result is still withheld."""
