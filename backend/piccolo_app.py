"""The one Piccolo app: every room's tables, one line of migrations."""

from pathlib import Path

from piccolo.conf.apps import AppConfig, table_finder

APP_CONFIG = AppConfig(
    app_name="huiyin",
    migrations_folder_path=str(Path(__file__).parent.parent / "migrations"),
    table_classes=table_finder(
        modules=[
            "backend.kernel.calendar.tables",
            "backend.journal.tables",
            "backend.notifications.tables",
            "backend.organisation.tables",
            "backend.decisions.tables",
            "backend.opinions.tables",
            "backend.consultations.tables",
            "backend.portal.subscriptions.tables",
        ]
    ),
    migration_dependencies=[],
    commands=[],
)
