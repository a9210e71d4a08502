# What the system's tables say of users and the machine.

module Etc
  Passwd = Struct.new(:name, :passwd, :uid, :gid, :gecos, :dir, :shell)
  Group = Struct.new(:name, :passwd, :gid, :mem)

  module_function

  def systmpdir = "/tmp"

  def sysconfdir = "/etc"

  def nprocessors
    File.foreach("/proc/cpuinfo").count { |line| line.start_with?("processor") }.clamp(1..)
  end

  def getlogin
    ENV["USER"] || ENV["LOGNAME"] || getpwuid&.name
  end

  def getpwuid(uid = Process.uid)
    __users.find { |user| user.uid == uid } or raise ArgumentError, "can't find user for #{uid}"
  end

  def getpwnam(name)
    __users.find { |user| user.name == name } or raise ArgumentError, "can't find user for #{name}"
  end

  def getgrgid(gid = Process.gid)
    __groups.find { |group| group.gid == gid } or raise ArgumentError, "can't find group for #{gid}"
  end

  def getgrnam(name)
    __groups.find { |group| group.name == name } or raise ArgumentError, "can't find group for #{name}"
  end

  def __users
    __table("/etc/passwd") { |name, code, uid, gid, *rest| Passwd.new(name, code, uid.to_i, gid.to_i, *rest) }
  end

  def __groups
    __table("/etc/group") { |name, code, gid, members| Group.new(name, code, gid.to_i, members.to_s.split(",")) }
  end

  def __table(path)
    File.readlines(path, chomp: true).reject(&:empty?).map { |line| yield(*line.split(":", -1)) }
  end

  private_class_method :__users, :__groups, :__table
end
