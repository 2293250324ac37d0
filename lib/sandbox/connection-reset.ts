/** Ends an exchange without an answer: the connection is closed under the client. */
export class ConnectionReset extends Error {
  constructor() {
    super('The connection was closed by the practice accounts.');
  }
}
