# rbconfig, tmpdir, etc: what programs ask of the place where they run.
require "rbconfig"
require "tmpdir"
require "etc"

class InstallationSuite < Suite
  def test_the_program_it_names_runs
    same "3", `#{RbConfig.ruby} -e 'print 1 + 2'`
    same RbConfig.ruby, File.join(RbConfig::CONFIG["bindir"], RbConfig::CONFIG["ruby_install_name"] + RbConfig::CONFIG["EXEEXT"])
  end if RUBY_ENGINE == "maglev"

  def test_the_version_in_parts
    same RUBY_VERSION.split("."), RbConfig::CONFIG.values_at("MAJOR", "MINOR", "TEENY")
    same "3.4.0", RbConfig::CONFIG["ruby_version"]
    same RUBY_PLATFORM, RbConfig::CONFIG["arch"]
  end

  def test_names_are_expanded
    same "a x$ $(none)", RbConfig.expand(+"a $(b)$$ $(none)", { "b" => "${c}", "c" => "x" })
  end

  def test_sizes_and_limits
    require "rbconfig/sizeof"
    same [8, 4, 8], RbConfig::SIZEOF.values_at("long", "int", "void*")
    same [2**31 - 1, -2**63, 2**64 - 1], RbConfig::LIMITS.values_at("INT_MAX", "LONG_MIN", "ULONG_MAX")
  end

  def test_a_temporary_folder_is_gone_after_its_block
    kept = Dir.mktmpdir("suite") do |path|
      Dir.mkdir(File.join(path, "inner"))
      File.write(File.join(path, "inner", "file"), "text")
      same 0o40700, File.stat(path).mode
      yes File.basename(path).start_with?("suite")
      path
    end
    no File.exist?(kept)
    path = Dir.mktmpdir(["a", "z"])
    yes path.end_with?("z")
    same Dir.tmpdir, File.dirname(path)
    Dir.rmdir(path)
  end

  def test_users_and_groups
    same Process.uid, Etc.getpwuid.uid
    same "root", Etc.getpwnam("root").name
    same 0, Etc.getgrnam("root").gid
    raises(ArgumentError) { Etc.getpwnam("no such user") }
    yes Etc.nprocessors > 0
  end
end
