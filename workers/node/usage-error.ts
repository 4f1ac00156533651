/** A command line that says nothing sensible; the message tells what to write instead. */
export class UsageError extends Error {}
