import { useEffect, useRef } from 'react';
import type { RecognizeCompleteEvent, RecoverResult } from 'recognize-elements';
import type { RecognizeRecoverProps } from 'recognize-elements/react';

/** Elements in JSX, without a cast. */
export function Recovery(props: {
  readonly onComplete: (event: RecognizeCompleteEvent<RecoverResult>) => void;
}) {
  const ref = useRef<HTMLElementTagNameMap['recognize-recover']>(null);
  useEffect(() => {
    ref.current!.authorization = () => fetch('/my/authorization', { method: 'POST' }).then((r) => r.text());
  }, []);
  return (
    <section>
      <recognize-recover
        ref={ref}
        key="recover"
        className="wide"
        recognize-id="ann"
        client-state="…"
        review-devices
        theme="dark"
        onrecognize-complete={props.onComplete}
        onrecognize-error={({ detail }) => console.log(detail.error.code.toUpperCase())}
      >
        <p slot="alternative">Another way</p>
      </recognize-recover>
      <recognize-enroll
        type="BACKUP"
        activate={false}
        onrecognize-hint={({ detail }) => detail.hint satisfies string}
      />
      <recognize-authenticate challenge="…" transaction={{ Amount: '10.00 EUR' }} />
      <recognize-devices can-add can-rename devices={null} />
      {/* @ts-expect-error There is no such theme. */}
      <recognize-recover theme="blue" />
      {/* @ts-expect-error There is no such property. */}
      <recognize-recover clientSate="…" />
    </section>
  );
}

export const settings: RecognizeRecoverProps = { 'recognize-id': 'ann', clientState: undefined };
