import type { Hono } from 'hono';
import { said } from '../../messages/api';
import { ApiError } from '../error';
import { languageFor } from '../language';
import { exchangeOf, type ApiEnv } from '../transport';
import type { ControlPlane } from './plane';

/**
 * Serves what `GetFunctionAddress` points to. Whoever knows the digest may have the code: it stands in the address that a
 * signed request is answered with.
 */
export function codeRoutes(plane: ControlPlane): (app: Hono<ApiEnv>) => void {
  return (app) => {
    app.get('/code/:namespace/:name/:qualifier', async (context) => {
      const { namespace, name, qualifier } = context.req.param();
      const lang = languageFor(exchangeOf(context));
      try {
        const { zip, sha256 } = await plane.codeOf(namespace, name, qualifier);
        if (context.req.query('sha256') !== sha256) return context.text(said('wire.codeGone')[lang], 404);
        const headers = { 'content-type': 'application/zip', 'content-disposition': `attachment; filename="${name}.zip"` };
        return context.body(new Uint8Array(zip), 200, headers);
      } catch (error) {
        if (error instanceof ApiError) return context.text(`${error.code}: ${error.said[lang]}`, 404);
        throw error;
      }
    });
  };
}
