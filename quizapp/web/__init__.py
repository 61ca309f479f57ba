"""What a browser sees, one package a kind of user."""
