"""Files to documents: decoded, taken apart into blocks, with title, publisher, date, kind and language. Pure; no network."""

from loaders.read.document import DocumentRefused, read_document
from loaders.read.files import read_paths
from loaders.read.metadata import Metadata, MetadataRefused, parse_metadata

__all__ = ["DocumentRefused", "Metadata", "MetadataRefused", "parse_metadata", "read_document", "read_paths"]
