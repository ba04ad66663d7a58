import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { pathToFileURL } from 'node:url';

/** A place in a document, lines and characters from 0. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** What a server says is wrong, in the order of the lines. */
export interface Problem {
  readonly message: string;
  readonly range: { readonly start: Place };
}

export interface Completion {
  readonly label: string;
  readonly insertText?: string;
  readonly documentation?: string | { readonly value: string };
}

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

/** The YAML language server as an editor starts it: a process that speaks the Language Server Protocol over its standard streams. */
export class LanguageServer {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #answers = new Map<number, (message: Message) => void>();
  /** Who waits for the problems of a document, by its address. */
  readonly #waiting = new Map<string, (problems: readonly Problem[]) => void>();
  #received: Buffer = Buffer.alloc(0);
  #asked = 0;

  constructor() {
    const script = require.resolve('yaml-language-server/bin/yaml-language-server');
    this.#child = spawn(process.execPath, [script, '--stdio'], { stdio: 'pipe' });
    this.#child.stdout.on('data', (bytes: Buffer) => this.#take(bytes));
    this.#child.stderr.resume();
  }

  /** @param dir  the folder that the editor has open */
  async start(dir: string): Promise<void> {
    const textDocument = {
      completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown'] } },
      hover: { contentFormat: ['markdown'] },
    };
    const capabilities = { textDocument, workspace: { configuration: true } };
    const rootUri = pathToFileURL(dir).href;
    await this.#ask('initialize', { processId: process.pid, rootUri, workspaceFolders: [{ uri: rootUri, name: 'service' }], capabilities });
    this.#tell('initialized', {});
  }

  /** Opens a document, and waits for what is wrong with it. */
  async open(path: string, text: string): Promise<readonly Problem[]> {
    const uri = pathToFileURL(path).href;
    const problems = new Promise<readonly Problem[]>((resolve) => this.#waiting.set(uri, resolve));
    this.#tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    return problems;
  }

  async completions(path: string, position: Place): Promise<readonly Completion[]> {
    const answer = await this.#ask('textDocument/completion', { textDocument: { uri: pathToFileURL(path).href }, position });
    return (answer as { readonly items?: readonly Completion[] } | null)?.items ?? [];
  }

  /** What is shown over a place, as Markdown. */
  async hover(path: string, position: Place): Promise<string> {
    const answer = await this.#ask('textDocument/hover', { textDocument: { uri: pathToFileURL(path).href }, position });
    return (answer as { readonly contents?: { readonly value: string } } | null)?.contents?.value ?? '';
  }

  /** Ends the process. */
  async stop(): Promise<void> {
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    await this.#ask('shutdown', undefined);
    this.#tell('exit', undefined);
    await gone;
  }

  #ask(method: string, params: unknown): Promise<unknown> {
    const id = (this.#asked += 1);
    return new Promise((resolve, reject) => {
      this.#answers.set(id, ({ result, error }) => (error ? reject(new Error(error.message)) : resolve(result)));
      this.#send({ id, method, params });
    });
  }

  #tell(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  #send(message: Message): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #take(bytes: Buffer): void {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const head = this.#received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, Math.max(head, 0)).toString())?.[1]);
      if (head < 0 || this.#received.length < head + 4 + length) return;
      const body = this.#received.subarray(head + 4, head + 4 + length).toString();
      this.#received = this.#received.subarray(head + 4 + length);
      this.#handle(JSON.parse(body) as Message);
    }
  }

  #handle(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      if (id !== undefined) this.#answers.get(id)?.(message);
    } else if (method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = params as { readonly uri: string; readonly diagnostics: readonly Problem[] };
      this.#waiting.get(uri)?.(diagnostics);
    } else if (id !== undefined) {
      // The editor's settings: nothing is looked up in the network.
      const settings = { schemaStore: { enable: false }, kubernetesCRDStore: { enable: false }, validate: true, hover: true, completion: true };
      const { items = [] } = (params ?? {}) as { readonly items?: readonly { readonly section?: string }[] };
      const result = items.map(({ section }) => (section === 'yaml' ? settings : {}));
      this.#child.stdin.write(frameOf({ id, result: method === 'workspace/configuration' ? result : null }));
    }
  }
}

function frameOf(message: object): string {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  return `Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
}
