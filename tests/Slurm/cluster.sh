#!/usr/bin/env bash
# A Slurm cluster of one node on this machine, out of Debian's packages, with all its state in one folder.
#   cluster.sh start FOLDER    starts munged, slurmctld and slurmd, waits for the node, prints the path of slurm.conf
#   cluster.sh stop FOLDER     ends them
# Needs root, slurmctld, slurmd, slurm-client and munge. Two clusters at once need two pairs of ports.
set -euo pipefail
action=$1 folder=$(realpath -m "$2")
export SLURM_CONF=$folder/slurm.conf

stop() {
  for name in slurmd slurmctld munged; do
    [ -s "$folder/$name.pid" ] || continue
    pid=$(cat "$folder/$name.pid")
    kill "$pid" 2>/dev/null || continue
    for _ in $(seq 100); do
      kill -0 "$pid" 2>/dev/null || break
      sleep 0.1
    done
  done
}

if [ "$action" = stop ]; then
  stop
  exit 0
fi

# Only the owner may write on the way to munged's socket, and everyone may pass.
mkdir -p "$folder/state" "$folder/spool"
chmod 755 "$folder"
trap 'code=$?; tail -n 20 "$folder"/*.log >&2 || true; stop; exit $code' ERR
head -c 128 /dev/urandom >"$folder/munge.key"
chmod 400 "$folder/munge.key"
munged --force --key-file="$folder/munge.key" --socket="$folder/munge.socket" --pid-file="$folder/munged.pid" \
  --log-file="$folder/munged.log" --seed-file="$folder/munged.seed" 2>"$folder/munged.err.log"

port=$((20000 + $$ % 20000 / 2 * 2)) host=$(hostname -s)
cat >"$SLURM_CONF" <<CONF
ClusterName=one
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$folder/munge.socket
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/slurmctld.log
SlurmdLogFile=$folder/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,sched_min_interval=0,batch_sched_delay=0,defer_batch
MpiDefault=none
SwitchType=switch/none
ReturnToService=2
KillWait=1
NodeName=$host NodeAddr=127.0.0.1 CPUs=4 RealMemory=1000 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
CONF
slurmctld 2>"$folder/slurmctld.err.log"
slurmd 2>"$folder/slurmd.err.log"
for _ in $(seq 100); do
  [ "$(sinfo --noheader --format=%t 2>/dev/null)" != idle ] || { echo "$SLURM_CONF"; exit 0; }
  sleep 0.1
done
echo "the node is not up: $(sinfo --noheader --format='%t %E' 2>&1)" >&2
false
