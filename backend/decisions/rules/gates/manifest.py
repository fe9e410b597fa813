"""The list of a submission pack: where each file goes, its size and its hash."""

from backend.decisions.schemas.gates.dossier import Matter, PackItem
from backend.decisions.schemas.gates.meeting import ManifestLine, PackManifest


def manifest(matter: Matter, pack: tuple[PackItem, ...]) -> PackManifest:
    """Return the list of every file of a pack, in the order of the law."""
    lines = [
        ManifestLine(
            path=f"{number:02d}-{item.kind.label}/{place}-{file.file_name}",
            title=file.title,
            size=file.size,
            sha256=file.sha256,
            storage_key=file.storage_key,
        )
        for number, item in enumerate(pack, start=1)
        for place, file in enumerate(item.files, start=1)
    ]
    references = {
        str(item.kind.label): item.reference for item in pack if item.reference and not item.files
    }
    return PackManifest(
        code=matter.code, title=matter.title, files=tuple(lines), references=references
    )


def as_text(found: PackManifest) -> str:
    """Return the list as people and `sha256sum -c` read it."""
    lines = [f"# {found.code} {found.title}", "#"]
    lines += [f"# {kind}：{reference}" for kind, reference in found.references.items()]
    lines += [f"{line.sha256}  {line.path}" for line in found.files]
    return "\n".join(lines) + "\n"
