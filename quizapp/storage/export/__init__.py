"""Everything that is kept about a learner, in the open: what that is, one file a subject, and its forms."""
