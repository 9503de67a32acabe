import * as v from 'valibot';

/** The host's responses, as demo/server sends them. Amounts are in cents, times in milliseconds since the epoch. */
export const accountSchema = v.object({
  name: v.string(),
  recognizeId: v.string(),
  enrolled: v.boolean(),
  /** Null without full access. */
  balance: v.nullable(v.number()),
  factors: v.array(v.picklist(['password', 'message', 'face'])),
  /** False: the session only allows showing the face. */
  fullAccess: v.boolean(),
});
export type Account = v.InferOutput<typeof accountSchema>;

export const messageSchema = v.object({
  kind: v.picklist(['code', 'link', 'account-exists']),
  /** The code, or the secret of the link. */
  secret: v.optional(v.string()),
  sent: v.number(),
});
export type Message = v.InferOutput<typeof messageSchema>;

export const paymentSchema = v.object({ payee: v.string(), amount: v.number(), made: v.number() });
export type Payment = v.InferOutput<typeof paymentSchema>;

export const authorizationSchema = v.object({ authorization: v.string() });

/** `transaction`: what the element shows and the assertion signs. `amountField`: the name of its amount. */
export const paymentAuthorizationSchema = v.object({
  authorization: v.string(),
  transaction: v.record(v.string(), v.string()),
  amountField: v.string(),
});

export const clientStateSchema = v.object({ clientState: v.string() });

/** The claims of a verified assertion, shown as they are. */
export const confirmationSchema = v.object({ claims: v.record(v.string(), v.unknown()) });
export type Claims = v.InferOutput<typeof confirmationSchema>['claims'];

/** A response whose content does not matter. */
export const emptySchema = v.object({});
export const refusalSchema = v.object({ error: v.string() });
