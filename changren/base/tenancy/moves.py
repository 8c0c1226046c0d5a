"""What goes along when a district moves to another installation, and what stays behind (decision 0031)."""


class Moves:
    """Of a model: its rows go along, unless it says that they stay."""

    stays = False  # what opens doors, is not yet a fact, or is made anew from the rest
    kept_back: tuple[str, ...] = ()  # fields that stay though the row goes

    def arrive(self) -> None:
        """Make anew, in the installation that takes the row in, what was kept back."""
