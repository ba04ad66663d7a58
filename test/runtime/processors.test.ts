import { availableParallelism } from 'node:os';
import { containerShare, processorsHere } from '../../src/runtime/processors';

/** A system that has these files. */
function systemWith(files: Readonly<Record<string, string>>): (file: string) => string | undefined {
  return (file) => files[file];
}

const v1 = '12:pids:/\n4:cpu,cpuacct:/docker/4f\n2:cpuset:/docker/4f\n1:name=systemd:/\n';

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
});
