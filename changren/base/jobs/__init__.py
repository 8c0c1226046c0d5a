"""Work that takes longer than a page may: asked for with the act that needs it, and done once by a worker.

A job is a row, written in the transaction of whoever asks for it, so that it is asked for exactly when that commits.
A worker takes it by a compare-and-set on `turn`; while it works, a heartbeat keeps its lease. A worker that dies
loses the lease, and another one begins the job anew: what a job does must bear that (R11), and what it changes is
an act with the job's id as its key.
"""

from changren.base.jobs.declaration import KINDS, Kind, job
from changren.base.jobs.progress import Cancelled, Progress
from changren.base.jobs.queue import ask, ask_what_is_due, cancel

__all__ = ["KINDS", "Cancelled", "Kind", "Progress", "ask", "ask_what_is_due", "cancel", "job"]
