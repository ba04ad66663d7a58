import { endpointOf } from '../../src/cloud/endpoint';
import { CloudFault } from '../../src/cloud/fault';

it.each([
  ['scf.tencentcloudapi.com', 'https://scf.tencentcloudapi.com/', false],
  ['scf.internal.tencentcloudapi.com:8443/base', 'https://scf.internal.tencentcloudapi.com:8443/base/', false],
  ['http://proxy.example:80', 'http://proxy.example/', false],
  ['http://127.0.0.1:9000', 'http://127.0.0.1:9000/', true],
  ['127.0.0.1:9000', 'http://127.0.0.1:9000/', true],
  ['localhost:9000', 'http://localhost:9000/', true],
  ['[::1]:9000', 'http://[::1]:9000/', true],
  ['https://localhost:9000', 'https://localhost:9000/', true],
  ['localhost.example.com', 'https://localhost.example.com/', false],
])('%s is %s', (text, url, local) => {
  expect(endpointOf(text)).toMatchObject({ url, local, secure: url.startsWith('https:') });
});

it.each(['', 'ftp://127.0.0.1', 'http://', 'https://a?b', 'https://a#b', 'http://a://b', '127.0.0.1:99999'])('%j is none', (text) => {
  expect(() => endpointOf(text)).toThrow(CloudFault);
});

it('never repeats a password', () => {
  expect.assertions(1);
  try {
    endpointOf('http://me:secret@127.0.0.1');
  } catch (error) {
    expect(JSON.stringify(error)).not.toContain('secret');
  }
});
