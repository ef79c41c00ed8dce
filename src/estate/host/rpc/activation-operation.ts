import type { ActivationAnswer, ActivationRequest } from '../activation-exchange.ts';
import type { OperationOutcome } from './association.ts';
import { isOwnRequest, readOwnRequest, writeOwnAnswer } from './own-message.ts';
import { faultStatus } from './pdu-kinds.ts';

/** What the log says of a request that is not the estate's own message, which a genuine Windows client's never is. */
export const refusedForeignRequest = 'A request that is not the estate\'s own message was refused: the reference host activates nothing.';

/**
 * The interface's one operation. The estate's own message is answered by `serve`. Anything else is refused unread, with
 * "operation number out of range": the operation that its sender means does not exist here, which a client takes for final,
 * where "bad stub data" would say that it exists and was called wrongly. That is said of an own message with a wrong field.
 */
export const activationOperation = (serve: (request: ActivationRequest) => ActivationAnswer, log: (line: string) => void) =>
  (stub: Uint8Array): OperationOutcome => {
    if (!isOwnRequest(stub)) {
      log(refusedForeignRequest);
      return { ok: false, status: faultStatus.operationOutOfRange };
    }
    const reading = readOwnRequest(stub);
    if (!reading.ok) {
      log(`A request of the estate was refused: at octet ${reading.at} there is no ${reading.wanted}.`);
      return { ok: false, status: faultStatus.badStubData };
    }
    const answer = writeOwnAnswer(serve(reading.value));
    if (answer === null) {
      log('A request of the estate was refused: its answer holds what the message cannot carry.');
      return { ok: false, status: faultStatus.badStubData };
    }
    return { ok: true, stub: answer };
  };
