"""Image credits, in the order in which their shapes are asked."""

from ..family import Family

CREDITS: tuple[Family, ...] = ()
