// Report collects what a check found, prints it and sets the exit code. A check that looked at nothing has failed:
// silence from a validator that never ran must not pass for praise.

const SHOWN = 60; // lines per check; more than that nobody reads

export class Report {
  #problems = new Map();
  #notes = new Map();
  #seen = 0;

  constructor(name) {
    this.name = name;
  }

  // saw counts a thing that was really checked.
  saw(count = 1) {
    this.#seen += count;
  }

  // problem fails the check. The same text in several places is told once, with the first place and the number.
  problem(text, place) {
    add(this.#problems, text, place);
  }

  // note is shown but fails nothing.
  note(text, place) {
    add(this.#notes, text, place);
  }

  // close prints the outcome. what names the things that were counted, in the plural.
  close(what) {
    if (this.#seen === 0) this.problem(`no ${what} were checked`);
    print('note', this.#notes);
    print('FAIL', this.#problems);
    const total = [...this.#problems.values()].reduce((sum, { count }) => sum + count, 0);
    console.log(`${this.name}: ${this.#seen} ${what}, ${total} problems`);
    process.exitCode = total > 0 ? 1 : 0;
  }
}

function add(messages, text, place) {
  const known = messages.get(text);
  if (known) known.count++;
  else messages.set(text, { place, count: 1 });
}

function print(label, messages) {
  const lines = [...messages].map(([text, { place, count }]) => {
    const where = place ? `${place}: ` : '';
    return `${label} ${where}${text}${count > 1 ? ` (and ${count - 1} more places)` : ''}`;
  });
  for (const line of lines.slice(0, SHOWN)) console.log(line);
  if (lines.length > SHOWN) console.log(`… and ${lines.length - SHOWN} more kinds of ${label}`);
}
