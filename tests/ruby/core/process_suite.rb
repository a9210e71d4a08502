# Processes: environment, folder and streams that a program gives to another.
class ProcessSuite < Suite
  def test_a_childs_streams
    same "out\nerr\n", IO.popen(["sh", "-c", "echo out; echo err >&2"], err: [:child, :out], &:read)
    same "out\nerr\n", IO.popen("echo out; echo err >&2", { err: %i[child out] }) { |io| io.read }
    yes IO.popen("true", &:pid) > 0
    path = "/tmp/process suite's #{$$}"
    yes system("echo hidden; echo error >&2", out: path, err: File::NULL)
    same "hidden\n", File.read(path)
    yes system("echo more", out: [path, "a"])
    same "hidden\nmore\n", File.read(path)
    same "HIDDEN", IO.popen(["tr", "a-z", "A-Z"], in: path, &:read).lines.first.chomp
  ensure
    File.unlink(path) if path && File.exist?(path)
  end

  def test_a_childs_environment_and_folder
    same "a b\n", IO.popen([{ "PROCESS_SUITE" => "a b" }, "sh", "-c", "echo $PROCESS_SUITE"], &:read)
    ENV["PROCESS_SUITE"] = "set"
    same "\n", IO.popen({ "PROCESS_SUITE" => nil }, "echo $PROCESS_SUITE", &:read)
    same "/\n", IO.popen("pwd", chdir: "/", &:read)
  ensure
    ENV.delete("PROCESS_SUITE")
  end

  def test_the_status_of_the_last_one
    no system("exit 3")
    same 3, $?.exitstatus
    same nil, system("no such program")
  end
end
