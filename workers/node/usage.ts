const GENERAL = `tieout — ties out the figures of published budgets (勾稽)

  tieout review FILE...    check documents and report what does not hold
  tieout extract FILE...   the tables of documents, without checking
  tieout rules             the catalogue of rules

FILE is a path, or - for what is piped in: PDF, HTML, Word, Excel or plain text, told by its content.
“tieout COMMAND --help” lists the options of a command.`;

const REVIEW = `tieout review FILE... [options]

Several files are one case, so that they are also checked against each other.

  --format FORM     text (default), json, ndjson, csv, xlsx, docx, html, md or sarif
  --out, -o PATH    write to a file instead of the standard output
  --each            every file is a case of its own
  --with-checks     json, ndjson: also every check, and the state of every figure
  --fail-on LEVEL   error (default), warning, info or never: from which severity on the exit status is 1
  --settings PATH   JSON: rules switched off, milder or with a tolerance; own sums, corrections (see README)
  --lang zh|en      language of the report (default: the system's)
  --jobs, -j N      threads (default: one a file, at most one a processor)

Exit status: 0 nothing at or above --fail-on, 1 something was found, 2 a file could not be read.`;

const EXTRACT = `tieout extract FILE... [options]

  --format FORM     json (default), ndjson (one document a line), csv or html
  --out, -o PATH    write to a file instead of the standard output
  --debug FOLDER    PDF: also draw the words, lines, cells and tables read on each page, one SVG a page
  --lang zh|en      language of warnings and headings (default: the system's)
  --jobs, -j N      threads (default: one a file, at most one a processor)

Exit status: 0, or 2 when a file could not be read.`;

const RULES = `tieout rules [options]

  --format FORM     text (default) or json
  --lang zh|en      language of the text (default: the system's)`;

/** How a command is called; without a command, what there is. */
export function usage(command: string): string {
  switch (command) {
    case 'review':
      return REVIEW;
    case 'extract':
      return EXTRACT;
    case 'rules':
      return RULES;
    default:
      return GENERAL;
  }
}
