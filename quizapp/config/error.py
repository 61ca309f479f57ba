"""What a setting that cannot be used raises."""


class ConfigError(ValueError):
    """A setting that cannot be used; the message names it and says how to mend it."""
