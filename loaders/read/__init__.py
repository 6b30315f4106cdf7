"""Files to documents: decoded, taken apart into blocks, with title, publisher, date, kind and language. Pure; no network."""

from loaders.read.document import read_document
from loaders.read.files import read_paths
from loaders.read.metadata import Metadata, MetadataError, parse_metadata
from loaders.read.refusing import NotReadError
from loaders.read.walk import NothingThereError, check_paths

__all__ = [
    "Metadata",
    "MetadataError",
    "NotReadError",
    "NothingThereError",
    "check_paths",
    "parse_metadata",
    "read_document",
    "read_paths",
]
