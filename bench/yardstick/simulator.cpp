// The yardstick of bench/simulation.mjs: instances of functions behind one quota, simulated with nothing but what that takes.
// Not the platform's rules: no burst limit, queue, retry, record or refusal with a reason. See README.md beside this file.
//   g++ -O3 -march=native -std=c++17 -o simulator simulator.cpp
//   ./simulator --n=1000000 --f=1 --lambda=0.9 --cold=2.244 --warm=1.991 --keep=600 --cap=1000 --seed=1
// F functions, Poisson arrivals (total rate lambda, split evenly or Zipf(skew)), exponential service with a mean of its own for
// cold starts, a constant keep-alive after the last departure, one cap on running instances; at the cap an arrival is rejected
// (mode=reject) or waits in one FIFO (mode=queue). The idle instance that serves next is the newest (policy=newest) or the most
// recently used (policy=mru); exponential numbers by logarithm (rv=inv) or ziggurat (rv=zig). Stops when arrival n has been handled.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cstdint>
#include <cmath>
#include <string>
#include <vector>
#include <chrono>
#include <time.h>
#include <sys/resource.h>
#include <algorithm>
using namespace std;
typedef uint32_t u32; typedef uint64_t u64; typedef int32_t i32;
struct Rng { u32 a,b,c,d;
  explicit Rng(u32 seed){ a=0x9E3779B9u; b=0x243F6A88u; c=0xB7E15162u; d=seed; for(int i=0;i<15;i++) next(); }
  inline u32 next(){ u32 t=a+b+d; d++; a=b^(b>>9); b=c+(c<<3); c=(c<<21)|(c>>11); c+=t; return t; }
  inline double uni(){ return (next()+0.5)*(1.0/4294967296.0); } };
static u32 ke[256]; static double we[256], fe[256];
static void zigset(){ const double m2=4294967296.; double de=7.69711747013104972, te=de, ve=3.9496598225815571993e-3;
  double q=ve/exp(-de); ke[0]=(u32)((de/q)*m2); ke[1]=0; we[0]=q/m2; we[255]=de/m2; fe[0]=1.; fe[255]=exp(-de);
  for(int i=254;i>=1;i--){ de=-log(ve/de+exp(-de)); ke[i+1]=(u32)((de/te)*m2); te=de; fe[i]=exp(-de); we[i]=de/m2; } }
template<bool ZIG> static inline double expv(Rng&r){
  if(!ZIG) return -log(r.uni());
  for(;;){ u32 j=r.next(); u32 i=j&255; double x=j*we[i]; if(j<ke[i]) return x;
    if(i==0) return 7.69711747013104972-log(r.uni());
    if(fe[i]+r.uni()*(fe[i-1]-fe[i])<exp(-x)) return x; } }
struct Ev{ double t; u32 seq; i32 id; };
static inline bool lt(const Ev&x,const Ev&y){ return x.t<y.t || (x.t==y.t && x.seq<y.seq); }
struct Heap4{ vector<Ev> h; size_t n=0;
  inline void up(size_t i,Ev e){ while(i){ size_t p=(i-1)>>2; if(!lt(e,h[p])) break; h[i]=h[p]; i=p;} h[i]=e; }
  inline void down(size_t i,Ev e){ for(;;){ size_t c=(i<<2)+1; if(c>=n) break; size_t m=c; size_t end=min(c+4,n);
      for(size_t k=c+1;k<end;k++) if(lt(h[k],h[m])) m=k;
      if(!lt(h[m],e)) break;
      h[i]=h[m]; i=m;} h[i]=e; }
  inline void push(Ev e){ if(n==h.size()) h.resize(n?2*n:64); n++; up(n-1,e); }
  inline void pop(){ Ev e=h[--n]; if(n) down(0,e); } };
struct Args{ u64 n=1000000; int f=1; double lambda=.9,cold=2.244,warm=1.991,keep=600,skew=0; i32 cap=1000; bool queue=false,zig=false,mru=false; u32 seed=1; } A;
template<bool ZIG,bool MRU> static void run(){
  Rng ra(A.seed), rs(A.seed^0x5bd1e995u); const int F=A.f; vector<double> imean(F); double ws=0; vector<double> w(F);
  for(int i=0;i<F;i++){ w[i]=A.skew>0?pow(i+1,-A.skew):1; ws+=w[i]; } for(int i=0;i<F;i++) imean[i]=1/(A.lambda*w[i]/ws);
  Heap4 arr,dep; u32 seq=0; for(int i=0;i<F;i++) arr.push({expv<ZIG>(ra)*imean[i],seq++,i});
  // instances
  vector<i32> fn,cseq,prv,nxt,fprv,fnxt; vector<double> since,born; vector<i32> freel; vector<vector<i32>> idleh(F); vector<i32> seq2slot; vector<i32> dead(F,0);
  vector<i32> mruTail(F,-1);
  i32 gh=-1,gt=-1; // global idle list, ordered by idleSince == by expiry (one keep-alive)
  i32 running=0,servers=0; u64 req=0,cold=0,rej=0,term=0,events=0; double life=0,aR=0,aS=0,tlast=0,latsum=0; i32 cs=0;
  vector<u32> hist(1<<18,0); u64 latn=0; 
  vector<double> qt; vector<i32> qf; size_t qh=0; double waitsum=0; u64 waited=0;
  auto rec=[&](double lat){ u64 b; memcpy(&b,&lat,8); hist[(b>>45)&((1<<18)-1)]++; latsum+=lat; latn++; };
  double t=0; const double T=A.keep;
  auto unlinkIdle=[&](i32 s){ i32 p=prv[s],n=nxt[s]; if(p>=0) nxt[p]=n; else gh=n; if(n>=0) prv[n]=p; else gt=p;
     if(MRU){ i32 fp=fprv[s],fx=fnxt[s]; if(fp>=0) fnxt[fp]=fx; if(fx>=0) fprv[fx]=fp; else mruTail[fn[s]]=fp; } };
  auto start=[&](i32 f,double arrT)->void{ i32 s=-1;
    if(MRU){ s=mruTail[f]; if(s>=0) unlinkIdle(s); }
    else { auto&h=idleh[f]; while(!h.empty()){ pop_heap(h.begin(),h.end()); i32 c=h.back(); h.pop_back(); if(seq2slot[c]>=0){ s=seq2slot[c]; break;} dead[f]--; } if(s>=0) unlinkIdle(s); }
    double mean=A.warm;
    if(s<0){ cold++; servers++; mean=A.cold; if(freel.empty()){ s=fn.size(); fn.push_back(f); cseq.push_back(cs); prv.push_back(-1); nxt.push_back(-1); fprv.push_back(-1); fnxt.push_back(-1); since.push_back(0); born.push_back(t);} else { s=freel.back(); freel.pop_back(); }
      fn[s]=f; cseq[s]=cs++; born[s]=t; if(!MRU) seq2slot.push_back(s); }
    running++; double sv=expv<ZIG>(rs)*mean; dep.push({t+sv,seq++,s}); rec(t-arrT+sv); };
  auto cpu=[]{ timespec q; clock_gettime(CLOCK_PROCESS_CPUTIME_ID,&q); return q.tv_sec*1e3+q.tv_nsec/1e6; }; double c0=cpu(); auto t0=chrono::steady_clock::now();
  while(req<A.n){ double ta=arr.h[0].t; double td=dep.n?dep.h[0].t:INFINITY; double te=gh>=0?since[gh]+T:INFINITY; events++;
    if(ta<td && ta<te){ double dt=ta-tlast; aR+=running*dt; aS+=servers*dt; tlast=t=ta; i32 f=arr.h[0].id; req++;
      arr.down(0,{t+expv<ZIG>(ra)*imean[f],seq++,f});
      if(running>=A.cap){ if(A.queue){ qt.push_back(t); qf.push_back(f);} else rej++; }
      else start(f,t);
    } else if(td<=te){ double dt=td-tlast; aR+=running*dt; aS+=servers*dt; tlast=t=td; i32 s=dep.h[0].id; dep.pop(); running--; i32 f=fn[s]; since[s]=t;
      prv[s]=gt; nxt[s]=-1; if(gt>=0) nxt[gt]=s; else gh=s; gt=s;
      if(MRU){ i32 m=mruTail[f]; fprv[s]=m; fnxt[s]=-1; if(m>=0) fnxt[m]=s; mruTail[f]=s; }
      else { auto&h=idleh[f]; h.push_back(cseq[s]); push_heap(h.begin(),h.end()); }
      if(qh<qt.size()){ double at=qt[qh]; i32 qfn=qf[qh]; qh++; waitsum+=t-at; waited++; start(qfn,at); if(qh>65536&&qh*2>qt.size()){ qt.erase(qt.begin(),qt.begin()+qh); qf.erase(qf.begin(),qf.begin()+qh); qh=0; } }
    } else { double dt=te-tlast; aR+=running*dt; aS+=servers*dt; tlast=t=te; i32 s=gh; unlinkIdle(s); servers--; term++; life+=t-born[s]; freel.push_back(s);
      if(!MRU){ i32 f=fn[s]; seq2slot[cseq[s]]=-1; if(++dead[f]>32 && dead[f]*2>(i32)idleh[f].size()){ auto&h=idleh[f]; size_t k=0; for(i32 c:h) if(seq2slot[c]>=0) h[k++]=c; h.resize(k); make_heap(h.begin(),h.end()); dead[f]=0; } } }
  }
  double wall=chrono::duration<double,milli>(chrono::steady_clock::now()-t0).count(); double cpuMs=cpu()-c0;
  auto pct=[&](double p){ u64 k=(u64)ceil(p*latn),c=0; for(size_t i=0;i<hist.size();i++){ c+=hist[i]; if(c>=k){ u64 b=((u64)i<<45)|(1ull<<44); double d; memcpy(&d,&b,8); return d; } } return 0.0; };
  struct rusage ru; getrusage(RUSAGE_SELF,&ru);
  printf("{\"impl\":\"cpp-%s-%s\",\"n\":%llu,\"f\":%d,\"req\":%llu,\"cold\":%llu,\"rej\":%llu,\"pCold\":%.8f,\"pRej\":%.8f,\"mean\":%.6f,\"p50\":%.5f,\"p95\":%.5f,\"p99\":%.5f,\"servers\":%.5f,\"running\":%.5f,\"lifespan\":%.3f,\"meanWaitAll\":%.6f,\"endT\":%.3f,\"events\":%llu,\"wallMs\":%.2f,\"cpuMs\":%.2f,\"reqPerCpuSec\":%.0f,\"reqPerSec\":%.0f,\"rssMB\":%.1f}\n",
    MRU?"mru":"newest",ZIG?"zig":"inv",(unsigned long long)A.n,F,(unsigned long long)req,(unsigned long long)cold,(unsigned long long)rej,(double)cold/req,(double)rej/req,latsum/latn,pct(.5),pct(.95),pct(.99),aS/t,aR/t,term?life/term:0.0,waitsum/(double)max<u64>(1,latn),t,(unsigned long long)events,wall,cpuMs,req/cpuMs*1000,req/wall*1000,ru.ru_maxrss/1024.0);
}
int main(int c,char**v){ for(int i=1;i<c;i++){ string s=v[i]; auto e=s.find('='); if(s.rfind("--",0)||e==string::npos) continue; string k=s.substr(2,e-2),x=s.substr(e+1); double d=atof(x.c_str());
   if(k=="n")A.n=(u64)d; else if(k=="f")A.f=(int)d; else if(k=="lambda")A.lambda=d; else if(k=="cold")A.cold=d; else if(k=="warm")A.warm=d; else if(k=="keep")A.keep=d; else if(k=="cap")A.cap=(i32)d; else if(k=="skew")A.skew=d; else if(k=="seed")A.seed=(u32)d; else if(k=="mode")A.queue=x=="queue"; else if(k=="rv")A.zig=x=="zig"; else if(k=="policy")A.mru=x=="mru"; }
  zigset(); if(A.zig){ if(A.mru) run<true,true>(); else run<true,false>(); } else { if(A.mru) run<false,true>(); else run<false,false>(); } }
