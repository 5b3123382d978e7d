import MartletTool

await MartletTool.main()
