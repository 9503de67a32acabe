import { expect, it } from 'vitest';
import { noCaptureFlags, REPORT_BYTES, readReport, reportField } from '../../../src/wire/capture-report.ts';
import { FieldReader } from '../../../src/wire/fields.ts';
import { livenessLevels } from '../../../src/wire/liveness.ts';

const flagNames = Object.keys(noCaptureFlags) as (keyof typeof noCaptureFlags)[];

it.each(livenessLevels)('returns level %s with each flag when the field is read', (liveness) => {
  for (const name of flagNames) {
    const report = { liveness, flags: { ...noCaptureFlags, [name]: true } };
    expect(readReport(new FieldReader(reportField(report), REPORT_BYTES))).toEqual(report);
  }
});

it('has one bit for each flag', () => {
  const fields = flagNames.map(
    (name) => reportField({ liveness: 'off', flags: { ...noCaptureFlags, [name]: true } })[1],
  );
  expect(fields).toEqual([1, 2, 4, 8, 16]);
});
