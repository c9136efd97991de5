import { describe, expect, it } from 'vitest';
import { type Route, Router, routerOf } from '../../../simulator/kernel/routes.js';

const operation = () => ({ status: 200, headers: {}, body: '' });
const route = (method: string, path: string): Route<null> => ({ method, path, operation, file: 'x.ts' });
const ROUTES = [route('GET', '/records/:id'), route('PATCH', '/records/:id'), route('GET', '/records/all'), route('GET', '/files/*rest')];

describe('a router', () => {
  const router = new Router(ROUTES);

  // Twice, for what was found once is remembered.
  it.each([1, 2])('finds the route of a path with what stands in it, asked %d. time', () => {
    expect(router.find('GET', '/records/a%20b')).toMatchObject({ route: ROUTES[0], params: { id: 'a b' } });
    expect(router.find('PATCH', '/records/a%20b')).toMatchObject({ route: ROUTES[1], params: { id: 'a b' } });
    expect(router.find('HEAD', '/records/c')).toMatchObject({ route: ROUTES[0], params: { id: 'c' } });
    expect(router.find('GET', '/Records/ALL')).toMatchObject({ route: ROUTES[2], params: {} });
    expect(router.find('GET', '/files/d/e')).toMatchObject({ route: ROUTES[3], params: { rest: 'd/e' } });
    expect(router.find('DELETE', '/records/c')).toEqual({ route: null, allowed: ['GET', 'PATCH'] });
    expect(router.find('GET', '/nowhere')).toEqual({ route: null, allowed: [] });
  });

  it('goes on finding what is right after more paths than it remembers, and paths that are longer than it remembers', () => {
    const ids = Array.from({ length: 1_200 }, (_, number) => `r${number}`);
    for (const id of [...ids, ...ids, 'x'.repeat(5_000), '\ud800']) {
      expect(router.find('GET', `/records/${id}`)).toMatchObject({ route: ROUTES[0], params: { id } });
    }
  });

  it('is one for all who share a table of routes', () => {
    expect(routerOf(ROUTES)).toBe(routerOf(ROUTES));
    expect(routerOf([...ROUTES])).not.toBe(routerOf(ROUTES));
  });
});
