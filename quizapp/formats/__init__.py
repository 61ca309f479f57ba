"""File formats, one file each. The first is our own bank folder."""
