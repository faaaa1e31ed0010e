declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface Options {
    /** Folder of the database; in memory when there is none. */
    path?: string;
    createTableMs?: number;
    deleteTableMs?: number;
    updateTableMs?: number;
  }

  /** An HTTP server that speaks DynamoDB's protocol. Closing it closes the database too. */
  function dynalite(options?: Options): Server;
  export = dynalite;
}
