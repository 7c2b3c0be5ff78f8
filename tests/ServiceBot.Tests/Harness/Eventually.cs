namespace ServiceBot.Tests.Harness;

/// <summary>Waits for what follows a moment after what a test can see.</summary>
internal static class Eventually
{
    /// <summary>Fails with the last count when it is not zero within half a minute.</summary>
    public static async Task Zero(Func<Task<int>> count)
    {
        var left = await count();
        for (var i = 0; i < 300 && left != 0; i++)
        {
            await Task.Delay(100);
            left = await count();
        }

        Assert.Equal(0, left);
    }
}
