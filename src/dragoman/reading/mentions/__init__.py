"""Every phrase of a report that stands for somebody who can act."""

from dragoman.reading.mentions.find import find_mentions
from dragoman.reading.mentions.mention import Mention

__all__ = ["Mention", "find_mentions"]
