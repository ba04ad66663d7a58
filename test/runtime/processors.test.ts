import fs from 'node:fs';
import os, { availableParallelism } from 'node:os';
import * as processors from '../../src/runtime/processors';

const { containerShare, processorsHere } = processors;

/** A system that has these files. */
function systemWith(files: Readonly<Record<string, string>>): (file: string) => string | undefined {
  return (file) => files[file];
}

const v1 = '12:pids:/\n7:cpuset:/elsewhere\n4:cpuacct,cpu:/docker/4f\n1:name=systemd:/\n';

describe('the share of processors that a container has', () => {
  it.each([
    { share: 1.5, why: 'its own, of version 2', files: { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' } },
    {
      share: 0.5,
      why: 'the least of its group and those above',
      files: {
        '/proc/self/cgroup': '0::/kube.slice/pod-1/app\n',
        '/sys/fs/cgroup/kube.slice/pod-1/app/cpu.max': 'max 100000\n',
        '/sys/fs/cgroup/kube.slice/pod-1/cpu.max': '50000 100000\n',
        '/sys/fs/cgroup/kube.slice/cpu.max': '400000 100000\n',
      },
    },
    {
      share: 2,
      why: 'that of the folder it sees, where its group has another name outside',
      files: { '/proc/self/cgroup': '0::/docker/4f\n', '/sys/fs/cgroup/cpu.max': '200000 100000\n' },
    },
    {
      share: 2,
      why: 'that of the folder it sees, where its group is told from within another one',
      files: {
        '/proc/self/cgroup': '0::/../../docker/4f\n',
        '/sys/fs/cgroup/../cpu.max': '50000 100000\n',
        '/sys/fs/cgroup/cpu.max': '200000 100000\n',
      },
    },
    {
      share: 1,
      why: 'its own, of version 1 where that is the first of several',
      files: {
        '/proc/self/cgroup': '4:cpu,cpuacct:/docker/4f\n',
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_quota_us': '100000\n',
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_period_us': '100000\n',
      },
    },
    {
      share: 0.25,
      why: 'its own, of version 1',
      files: {
        '/proc/self/cgroup': v1,
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_quota_us': '25000\n',
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_period_us': '100000\n',
      },
    },
    {
      share: 1,
      why: 'that of version 1, where version 2 is there without processors',
      files: {
        '/proc/self/cgroup': '1:cpu:/\n0::/\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_quota_us': '50000\n',
        '/sys/fs/cgroup/cpu/cpu.cfs_period_us': '50000\n',
      },
    },
  ])('is $share: $why', ({ files, share }) => {
    expect(containerShare(systemWith(files))).toBe(share);
  });

  it.each([
    { why: 'nothing can be read', files: {} },
    { why: 'it is in no group', files: { '/proc/self/cgroup': '' } },
    { why: 'there is no limit, by version 2', files: { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'max 100000\n' } },
    {
      why: 'there is no limit, by version 1',
      files: {
        '/proc/self/cgroup': v1,
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_quota_us': '-1\n',
        '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_period_us': '100000\n',
      },
    },
    { why: 'half of it is missing', files: { '/proc/self/cgroup': v1, '/sys/fs/cgroup/cpu/docker/4f/cpu.cfs_quota_us': '25000\n' } },
    { why: 'its period is none', files: { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '50000 0\n' } },
    { why: 'its text is another', files: { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': 'half of it\n' } },
    { why: 'its text is empty', files: { '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '' } },
  ])('has no bounds where $why', ({ files }) => {
    expect(containerShare(systemWith(files))).toBe(Infinity);
  });

  it('is asked of this machine, too', () => {
    expect(processorsHere()).toBeGreaterThan(0);
    expect(processorsHere()).toBeLessThanOrEqual(availableParallelism());
    expect(processorsHere()).toBe(processorsHere());
  });

  it.each([
    { platform: 'linux', of: 8, here: 0.5, why: 'its share' },
    { platform: 'linux', of: 0.25, here: 0.25, why: 'what there is, where its share is more' },
    { platform: 'darwin', of: 8, here: 8, why: 'what there is, where there are no such groups' },
  ] as const)('is asked of a machine of $of: $why', ({ platform, of, here }) => {
    const read = systemWith({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '50000 100000\n' });
    const before = Object.getOwnPropertyDescriptor(process, 'platform') ?? {};
    Object.defineProperty(process, 'platform', { ...before, value: platform });
    jest.spyOn(os, 'availableParallelism').mockReturnValue(of);
    jest.spyOn(fs, 'readFileSync').mockImplementation((file) => read(String(file)) ?? '');
    jest.isolateModules(() => {
      const { processorsHere: anew } = jest.requireActual<typeof processors>('../../src/runtime/processors');
      expect(anew()).toBe(here);
    });
    Object.defineProperty(process, 'platform', before);
    jest.restoreAllMocks();
  });
});
