// Says how many tests passed and failed, `PASSED FAILED`, out of what a test runner left behind.
// Usage: node count.mjs junit|playwright FILE
import { existsSync, readFileSync } from 'node:fs';

const [kind, file] = process.argv.slice(2);
if (!existsSync(file)) process.exit(1);
const text = readFileSync(file, 'utf8');

const counters = {
  // The totals stand on the outermost element, as nextest writes it.
  junit() {
    const totals = text.match(/<testsuites\b[^>]*>/)[0];
    const total = (name) => Number(totals.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
    const failed = total('failures') + total('errors');
    return [total('tests') - failed, failed];
  },
  // A test that passed at the second try has not passed.
  playwright() {
    const { stats, errors } = JSON.parse(text);
    return [stats.expected, stats.unexpected + stats.flaky + errors.length];
  },
};

console.log(counters[kind]().join(' '));
