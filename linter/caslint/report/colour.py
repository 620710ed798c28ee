"""What is shown in which colour.

Numbers are those of the palette of 256, chosen so that each keeps a contrast of
at least 3.8 to 1 on black and on white; a terminal with fewer gets the nearest.
Bold is left to text without a colour, because bold yellow shines on many
terminals and vanishes on white.
"""

from __future__ import annotations

from collections.abc import Callable

from rich.color import ColorSystem
from rich.style import Style

_RED, _ORANGE, _BLUE, _GREEN = 160, 166, 32, 28

PALETTE = {
    "error": _RED,
    "warning": _ORANGE,
    "info": _BLUE,
    "related": _BLUE,
    "frame": _BLUE,
    "add": _GREEN,
    "remove": _RED,
}


def colouring(colours: int) -> Callable[[str, str], str]:
    """Return what paints harmless text by its role, for a terminal of 16 or 256 colours."""
    system = ColorSystem.EIGHT_BIT if colours == 256 else ColorSystem.STANDARD  # noqa: PLR2004  named by its number
    # Made anew for each output: a style keeps the codes of the first terminal that it was rendered for.
    styles = {role: Style(color=f"color({number})") for role, number in PALETTE.items()}
    styles["title"] = Style(bold=True)

    def paint(text: str, role: str) -> str:
        style = styles.get(role)
        return style.render(text, color_system=system) if style else text

    return paint
