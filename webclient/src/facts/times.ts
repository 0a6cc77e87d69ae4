/** Times of a sound or film: milliseconds as people write them, `1:02:03.5`. */

export function timeCode(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60)];
  const two = (number: number): string => String(number).padStart(2, "0");
  const rest = milliseconds % 1000;
  const fraction = rest === 0 ? "" : `.${String(rest).padStart(3, "0").replace(/0+$/, "")}`;
  const long = hours > 0 ? `${String(hours)}:${two(minutes)}` : String(minutes);
  return `${long}:${two(seconds % 60)}${fraction}`;
}

/** The milliseconds of a time that a person wrote, or null: `95`, `1:35`, `0:01:35.25`. */
export function milliseconds(written: string): number | null {
  const plain = written.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
  const found = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(plain);
  if (found === null) return null;
  const [, hours = "0", minutes = "0", seconds = "0", fraction = ""] = found;
  if (found[2] !== undefined && Number(seconds) > 59) return null;
  if (found[1] !== undefined && Number(minutes) > 59) return null;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, "0"));
}
