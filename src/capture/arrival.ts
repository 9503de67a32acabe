/** What a promise has resolved with, once it has. The function throws what it rejects with. */
export function arrivalOf<Value>(promise: Promise<Value> | undefined): () => Value | undefined {
  let arrived: { readonly value: Value } | undefined;
  let failure: { readonly thrown: unknown } | undefined;
  promise?.then(
    (value) => {
      arrived = { value };
    },
    (thrown: unknown) => {
      failure = { thrown };
    },
  );
  return () => {
    if (failure !== undefined) throw failure.thrown;
    return arrived?.value;
  };
}
