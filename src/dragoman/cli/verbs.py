"""The list of verbs in `dragoman --help`, under the headings of their panels."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

PLAIN: dict[str, Any] = {"max_content_width": 110}
"""Help as wide as the terminal, up to what can be read with ease."""


class Verbs(TyperGroup):
    """Commands by panel; of each its first sentence, whole."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the verbs that are not hidden, in the order in which they were added."""
        panels: dict[str, list[tuple[str, str]]] = {}
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            if command is not None and not command.hidden:
                panel = getattr(command, "rich_help_panel", None)
                heading = panel if isinstance(panel, str) else "Commands"
                panels.setdefault(heading, []).append((name, command.get_short_help_str(limit=200)))
        for heading, rows in panels.items():
            with formatter.section(heading):
                formatter.write_dl(rows)
