/** What stands in AWS is not what the change was planned from. Nothing was written. */
export class StaleChangeError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'StaleChange';
  }
}

/** AWS is still busy with what must end first. */
export class StillBusyError extends Error {}
