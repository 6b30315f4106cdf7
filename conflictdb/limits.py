"""Every limit of the system, each with one name; docs/limits.md prints this table and a test holds the two together."""

from typing import Final

# Pages of the API.
PAGE_DEFAULT: Final = 50
PAGE_MAX: Final = 200

# Operations of the API.
QUERY_DEPTH_MAX: Final = 10
QUERY_TOKENS_MAX: Final = 600
QUERY_BODY_BYTES_MAX: Final = 64 * 1024
VARIABLES_DEPTH_MAX: Final = 20
QUERY_NODES_MAX: Final = 10_000
QUERY_FIELDS_MAX: Final = 1_500
QUERY_REPEATS_MAX: Final = 10
QUERY_ALIASES_MAX: Final = 30
QUERY_ROOT_FIELDS_MAX: Final = 20
QUERY_DIRECTIVES_MAX: Final = 20
QUERY_SCANS_MAX: Final = 12
INTROSPECTION_PARTS_MAX: Final = 20_000
STATEMENT_TIMEOUT_MS: Final = 3_000
REQUEST_TIMEOUT_MS: Final = 6_000
COUNT_GROUPS_MAX: Final = 2_000
RETOLD_DAYS: Final = 31
NODE_IDS_MAX: Final = 100
# What a process keeps of what it was asked, so that asking for ever new things fills no memory.
KEPT_BYTES_MAX: Final = 16 * 1024 * 1024

# Filters.
FILTER_DEPTH_MAX: Final = 8
FILTER_VALUES_MAX: Final = 100
FILTER_CONDITIONS_MAX: Final = 100
ARGUMENT_CHARS_MAX: Final = 4_000

# Callers: requests and points a minute by rate class; a point is a hundred objects that an answer might hold.
RATE_ANONYMOUS_REQUESTS: Final = 60
RATE_ANONYMOUS_POINTS: Final = 1_000
RATE_STANDARD_REQUESTS: Final = 300
RATE_STANDARD_POINTS: Final = 10_000
RATE_PARTNER_REQUESTS: Final = 1_200
RATE_PARTNER_POINTS: Final = 60_000
POINT_NODES: Final = 100

# Connections: threads of a process, most of which wait for slow clients; what is read of a body before anything works on it.
WEB_THREADS: Final = 64
SLOW_BODIES_MAX: Final = 16
BODY_BYTES_READ_MAX: Final = 2_621_440

# Downloads.
DOWNLOAD_ROWS_MAX: Final = 100_000
DOWNLOAD_TIMEOUT_MS: Final = 30_000

# Reading.
FILE_BYTES_MAX: Final = 5 * 1024 * 1024
ARCHIVE_MEMBERS_MAX: Final = 10_000
ARCHIVE_RATIO_MAX: Final = 100
ARTICLE_CHARS_MAX: Final = 1_000_000
ARTICLE_CHARS_MIN: Final = 20
BLOCK_CHARS_MAX: Final = 20_000
