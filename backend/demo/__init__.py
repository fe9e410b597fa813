"""The fictional county 青泽县, loaded once, and only through operations, as staff would."""

from backend.demo.loading import PASSWORD, load_demo

__all__ = ["PASSWORD", "load_demo"]
