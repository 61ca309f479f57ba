"""The hub of a single process."""

from quizapp.live.hub import Channel, Hub


class LocalHub(Hub):
    """Wakes watchers in this process; others look at the room's number by themselves (`keeper`)."""

    def publish(self, room_id: int, channels: tuple[Channel, ...]) -> None:
        """Wake them at once."""
        self.wake(room_id, channels)
