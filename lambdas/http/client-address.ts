import * as z from 'zod/mini';

const httpEvent = z.object({
  requestContext: z.object({ http: z.object({ sourceIp: z.string() }) }),
});

/** The address that API Gateway saw, never a header that anyone may write. */
export function clientAddress(host: unknown): string {
  return z.object({ event: httpEvent }).parse(host).event.requestContext.http.sourceIp;
}
