"""What people do, one verb a file. An action takes a session and `now`, and commits nothing: its caller does, once."""
