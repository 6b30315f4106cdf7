"""What `make bench` measures: operations, the hand-written SQL for the same answers, and a server for that SQL."""
