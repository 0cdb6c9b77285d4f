"""Planted cases among those who sit now: rotations, long-serving heads, kin, people seconded already."""

from __future__ import annotations
