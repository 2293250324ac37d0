import { refusal } from '@/lib/service/http/refuse';
import { route } from '@/lib/service/http/route';

/** Whatever no other route answers: a script is told so in its own form, not by a page. */
const answer = route((request) => {
  throw refusal(404, 'no-route', { path: new URL(request.url).pathname.slice(0, 200) });
});

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
