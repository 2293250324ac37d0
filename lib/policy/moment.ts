const W3C = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d+))?)?(Z|[+-]\d\d:?\d\d)?)?)?)?$/i;
const EPOCH = /^\d+(?:\.\d+)?(?:e\+?\d+)?$/i;
/** More seconds than any date of use has: such a number was written in milliseconds. */
const MILLISECONDS = 1e11;

/**
 * A date of a condition as epoch milliseconds: a W3C form of ISO 8601 from the year alone to fractions of a second
 * (UTC where no zone is written), or epoch seconds or milliseconds. `null` for anything else, a day that does not exist
 * among it.
 */
export function momentOf(text: string): number | null {
  const parts = W3C.exec(text);
  if (!parts) return EPOCH.test(text) ? Number(text) * (Number(text) < MILLISECONDS ? 1000 : 1) : null;
  const [, year, month = '01', day = '01', hour = '00', minute = '00', second = '00', fraction = '', zone = 'Z'] =
    parts;
  if (Number(day) > lastDay(Number(year), Number(month)) || Number(hour) > 23) return null;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const colon = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone.toUpperCase();
  const moment = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${milliseconds}${colon}`);
  return Number.isNaN(moment) ? null : moment;
}

function lastDay(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
