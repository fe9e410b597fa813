"""Piccolo's entry point: the engine and the one app (see docs/adr)."""

from piccolo.conf.apps import AppRegistry

from backend.kernel.database import DB

APP_REGISTRY = AppRegistry(apps=["backend.piccolo_app"])

__all__ = ["APP_REGISTRY", "DB"]
